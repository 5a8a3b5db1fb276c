namespace JudgeEval.Harness.Tests.Datasets;

public sealed class CsvErrorTests
{
    private const string Valid = "item,annotator,label,explanation\nq1,ann,Good,\n";
    private const string Labels = "the labels are Terrible, Poor, Average, Good, Excellent; correct the label, or add it to 'labels' or 'missing' of the scale in dataset.yaml";

    [Theory]
    [InlineData(
        "q2,ann,Good,\"never closed\nq2,bob,Good,\n",
        "annotations.csv(3,13): error JE1030: the quote that opens here is never closed; a quoted field goes on over line ends up to its closing quote; "
        + "close the quote; a quote inside a quoted field is written twice")]
    [InlineData(
        "q2,\"ann\"x,Good,\n",
        "annotations.csv(3,9): error JE1031: there is text behind a closing quote; a quoted field ends with its closing quote; "
        + "close the quote in its place; a quote inside a quoted field is written twice")]
    [InlineData(
        "q2,ann,Good,\"not closed\nq2,bob,Good,\"closed\"\n",
        "annotations.csv(4,14): error JE1031: there is text behind a closing quote; a quote in the record that starts on line 3 is probably not closed; "
        + "close the quote in its place; a quote inside a quoted field is written twice")]
    [InlineData(
        "q2,a\"nn,Good,\n",
        "annotations.csv(3,5): error JE1032: there is a quote inside a field without quotes; RFC 4180 allows quotes only in quoted fields; "
        + "put the whole field in quotes and write the quotes inside it twice")]
    [InlineData(
        "q2,a\rnn,Good,\n",
        "annotations.csv(3,5): error JE1033: there is a carriage return without a line feed; lines end with LF or CRLF; save the file with LF line ends")]
    [InlineData(
        "q2,ann,Good\n",
        "annotations.csv(3,12): error JE1034: the row has 3 fields instead of 4; a field or a comma is missing; give the row one field for each column of the header")]
    [InlineData(
        "q2,ann,Good,well, yes\n",
        "annotations.csv(3,18): error JE1034: the row has 5 fields instead of 4; a field that holds a comma is probably not in quotes; "
        + "give the row one field for each column of the header")]
    [InlineData("q2,ann,good,\n", "annotations.csv(3,8): error JE1040: unknown label 'good'; did you mean 'Good'? " + Labels)]
    [InlineData("q2,ann,7,\n", "annotations.csv(3,8): error JE1040: unknown label '7'; " + Labels)]
    [InlineData(
        "q11,bob,Good,\n",
        "annotations.csv(3,1): error JE1042: annotation of an unknown item 'q11'; did you mean 'q1'? no item has this id; correct the id, or add the item to items.jsonl")]
    [InlineData(
        "q1,ann,NA,\n",
        "annotations.csv(3,4): error JE1043: the annotator 'ann' labels the item 'q1' twice; the first time is on line 2; delete one of the two annotations")]
    [InlineData("q2,,Good,\n", "annotations.csv(3,4): error JE1027: 'annotator' is empty; it could not be told apart or written down again; correct the value")]
    [InlineData(
        "\"q2\",\"ü😀\nx\",Good,\n",
        "annotations.csv(3,6): error JE1027: 'annotator' holds a control character; it could not be told apart or written down again; correct the value")]
    [InlineData("\"q2\",\"ü😀\",Gud,\n", "annotations.csv(3,12): error JE1040: unknown label 'Gud'; " + Labels)]
    public void Read_RowIsWrong_SaysWhereAndWhy(string rows, string expected)
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", Valid + rows);

        Assert.Equal([expected], folder.Errors());
    }

    [Fact]
    public void Read_ErrorBehindAMultiLineField_CountsItsLines()
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", "item,annotator,label,explanation\r\nq1,ann,Good,\"one\r\ntwo\"\"\r\nthree\"\r\nq1,bob,Gud,\r\n");

        Assert.Equal(["annotations.csv(5,8): error JE1040: unknown label 'Gud'; " + Labels], folder.Errors());
    }

    [Theory]
    [InlineData("11", "annotations.csv(2,8): error JE1041: the label '11' is outside the scale; the scale goes from 0 to 10; correct the label or the scale, "
        + "or list it under 'missing' of the scale in dataset.yaml")]
    [InlineData("ten", "annotations.csv(2,8): error JE1040: unknown label 'ten'; the labels are numbers (interval 0..10); correct the label or the scale, "
        + "or list it under 'missing' of the scale in dataset.yaml")]
    public void Read_NumberIsWrong_NamesTheRange(string label, string expected)
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", "name: x\ntask: single\nscale: {level: interval, min: 0, max: 10}\n");
        folder.Write("annotations.csv", $"item,annotator,label\nq1,ann,{label}\n");

        Assert.Equal([expected], folder.Errors());
    }

    [Theory]
    [InlineData("6", "annotations.csv(2,8): error JE1041: the label '6' is outside the scale; the scale goes from 1 to 5; correct the label or the scale, "
        + "or list it under 'missing' of the scale in dataset.yaml")]
    [InlineData("4.0", "annotations.csv(2,8): error JE1040: unknown label '4.0'; did you mean '4'? the labels are 1, 2, 3, 4, 5; "
        + "correct the label, or add it to 'labels' or 'missing' of the scale in dataset.yaml")]
    public void Read_OrdinalNumberIsWrong_NamesTheRangeOrTheSpelling(string label, string expected)
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", "name: x\ntask: single\nscale: {level: ordinal, min: 1, max: 5}\n");
        folder.Write("annotations.csv", $"item,annotator,label\nq1,ann,{label}\n");

        Assert.Equal([expected], folder.Errors());
    }

    [Fact]
    public void Read_HeaderIsWrong_NamesMissingUnknownAndDuplicateColumns()
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", "item,anotator,label,label,\nq1,ann,Good,Good,x\n");

        const string Known = "the columns are item, annotator, label, explanation, at, phase, attention; correct the header, or delete the column";
        Assert.Equal(
            [
                "annotations.csv(1,1): error JE1035: the column 'annotator' is missing; is it the column 'anotator'?; add 'annotator' to the header",
                $"annotations.csv(1,6): error JE1036: unknown column 'anotator'; did you mean 'annotator'? {Known}",
                "annotations.csv(1,21): error JE1037: the column 'label' stands twice; only one of the two could be kept; delete or rename one of them",
                "annotations.csv(1,27): error JE1036: a column has no name; the first line names the columns; correct the header, or delete the column",
            ],
            folder.Errors());
    }

    [Theory]
    [InlineData("", "there is nothing to align a judge with")]
    [InlineData("item,annotator,label\n", "there is nothing to align a judge with")]
    [InlineData("item,annotator,label\nq1,ann,NA\nq2,ann,\n", "all 2 labels are missing ones")]
    public void Read_NoAnnotations_SaysSo(string text, string why)
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", text);

        Assert.Equal([$"annotations.csv: error JE1044: the dataset has no annotations; {why}; add rows 'item,annotator,label'"], folder.Errors());
    }

    [Theory]
    [InlineData("annotator,age\nann,30\nann,31\n", "annotators.csv(3,1): error JE1050: the annotator 'ann' stands twice; the first time is on line 2; merge the two rows")]
    [InlineData("annotator,age\n,30\n", "annotators.csv(2,1): error JE1027: 'annotator' is empty; it could not be told apart or written down again; correct the value")]
    [InlineData("", "annotators.csv(1,1): error JE1035: the column 'annotator' is missing; the first line names the columns, and this one is required; add 'annotator' to the header")]
    [InlineData("annotator,age,age\nann,1,2\n", "annotators.csv(1,15): error JE1037: the column 'age' stands twice; only one of the two could be kept; delete or rename one of them")]
    public void Read_AnnotatorsAreWrong_SaysWhereAndWhy(string text, string expected)
    {
        using DatasetFolder folder = new();
        folder.Write("annotators.csv", text);

        Assert.Equal([expected], folder.Errors());
    }
}
