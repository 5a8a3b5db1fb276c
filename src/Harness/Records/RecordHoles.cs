using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace JudgeEval.Harness.Records;

/// <summary>Refuses objects of a record that lack a list or a text which is always written, as after an edit by hand. Whoever reads a record then never meets a hole.</summary>
internal static class RecordHoles
{
    /// <summary>Adds the check to a type.</summary>
    /// <param name="type">The type.</param>
    public static void Refuse(JsonTypeInfo type)
    {
        // Of another format's record nothing is known but its name, which has a message of its own.
        if (type.Kind != JsonTypeInfoKind.Object || type.Type == typeof(RecordFile.Envelope))
        {
            return;
        }

        (string Name, Func<object, object?> Get, object? Hole)[] always =
        [
            .. type.Properties.Where(p => p.Get is not null && (IsList(p.PropertyType) || (!p.PropertyType.IsValueType && !p.IsGetNullable)))
                .Select(p => (p.Name, p.Get!, p.PropertyType.IsValueType ? Activator.CreateInstance(p.PropertyType) : null)),
        ];
        if (always.Length == 0)
        {
            return;
        }

        type.OnDeserialized = value =>
        {
            foreach ((string name, Func<object, object?> get, object? hole) in always)
            {
                object? held = get(value);
                if (Equals(held, hole) || (IsListOfObjects(held!.GetType()) && ((IEnumerable)held).Cast<object?>().Any(one => one is null)))
                {
                    throw new JsonException($"'{name}' is missing, or has nothing at a place");
                }
            }
        };
    }

    // A list that was never set is equal to no other, not even to an empty one.
    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static bool IsListOfObjects(Type type) => IsList(type) && !type.GetGenericArguments()[0].IsValueType;
}
