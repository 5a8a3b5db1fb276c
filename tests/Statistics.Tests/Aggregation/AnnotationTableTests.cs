namespace JudgeEval.Statistics.Tests.Aggregation;

public class AnnotationTableTests
{
    [Fact]
    public void Create_RepeatsOfAnAnnotator_AreKept()
    {
        AnnotationTable table = AnnotationTable.Create(2, 2, [new(1, 1, 5), new(1, 0, 3), new(1, 1, 3), new(1, 1, 5)]);

        Assert.Equal(4, table.AnnotationCount);
        Assert.Equal([new(1, 0, 3), new(1, 1, 3), new(1, 1, 5), new(1, 1, 5)], table.AnnotationsOf(1).ToArray());
        Assert.Equal([1], table.RatedItems.ToArray());
    }

    [Fact]
    public void From_RatingTable_HoldsTheSameAnnotations()
    {
        Rating[] ratings = [new(0, 1, 2), new(2, 0, 1), new(0, 0, 1)];

        AnnotationTable direct = AnnotationTable.Create(3, 2, ratings), converted = AnnotationTable.From(RatingTable.Create(3, 2, ratings));

        Assert.Equal(direct.Categories.ToArray(), converted.Categories.ToArray());
        Assert.Equal([0, 2], converted.RatedItems.ToArray());
        for (int item = 0; item < 3; item++)
        {
            Assert.Equal(direct.AnnotationsOf(item).ToArray(), converted.AnnotationsOf(item).ToArray());
        }
    }

    [Fact]
    public void Create_ItemOutOfRange_NamesTheAnnotation()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => AnnotationTable.Create(2, 1, [new(2, 0, 1.5)]));

        Assert.StartsWith("The annotation 1.5 of item 2 by annotator 0 is outside a table of 2 items and 1 annotators.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_UndeclaredCategory_Throws()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => AnnotationTable.Create(1, 1, [new(0, 0, 3)], [1, 2]));

        Assert.StartsWith("The annotation 3 of item 0 by annotator 0 is not among the declared categories.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Create_CategoryThatIsNotFinite_Throws(double value) =>
        Assert.Throws<ArgumentException>(() => AnnotationTable.Create(1, 2, [new(0, 0, 1), new(0, 1, value)]));
}
