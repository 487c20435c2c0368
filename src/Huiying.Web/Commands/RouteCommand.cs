using System.CommandLine;
using Huiying.Assess.Routing;

namespace Huiying.Web.Commands;

/// <summary><c>route train FILE --model M</c> and <c>route predict FILE --model M</c>: which section deals with a message, learned from messages that bear their section.</summary>
internal static class RouteCommand
{
    private const string TrainShape = "Each line must be {\"id\",\"title\",\"body\",\"label\"}.";
    private const string PredictShape = "Each line must be {\"id\",\"title\",\"body\"}.";

    public static Command Create() => new("route", "Learns which section deals with a message, and suggests it; people decide.") { Train(), Predict() };

    private static Command Train()
    {
        var (file, model, quiet) = Options("messages with their section as JSON Lines {\"id\",\"title\",\"body\",\"label\"}; the body may be words parted by spaces; - for standard input; .gz accepted", "where to write the model");
        var command = new Command("train", "Learns from messages that bear their section and writes a model.") { file, model, quiet };
        command.SetAction(parsed => Train(parsed.GetValue(file)!, parsed.GetValue(model)!, parsed.GetValue(quiet)));
        return command;
    }

    private static Command Predict()
    {
        var (file, model, quiet) = Options("messages as JSON Lines {\"id\",\"title\",\"body\"}; - for standard input; .gz accepted", "a model of route train");
        var command = new Command("predict", "Suggests a section for each message, with scores and the words that speak for it.") { file, model, quiet };
        command.SetAction(parsed => Predict(parsed.GetValue(file)!, parsed.GetValue(model)!, parsed.GetValue(quiet)));
        return command;
    }

    private static (Argument<string>, Option<string>, Option<bool>) Options(string file, string model) =>
        (new("FILE") { Description = file }, new("--model") { Description = model, Required = true }, new("--quiet") { Description = "no progress" });

    private static int Train(string file, string modelFile, bool quiet) => JsonLines.Run("route train", file, TrainShape, lines =>
    {
        var model = RouteModel.Train(lines.Select(l => new RouteExample(JsonLines.Text(l, "title"), JsonLines.Text(l, "body"),
            JsonLines.Text(l, "label") is { Length: > 0 } label ? label : throw new FormatException("It has no \"label\"."))));
        if (model is null) return JsonLines.Fail("route train", $"{file}: nothing to tell apart. Give messages of at least two labels that have words in common.");
        try
        {
            using var to = File.Create(modelFile);
            model.Save(to);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return JsonLines.Fail("route train", $"cannot write {modelFile}: {e.Message} Name a file that can be written.");
        }
        JsonLines.Say(quiet, $"route train: {model.Examples} messages, {model.Labels.Count} labels");
        return 0;
    });

    private static int Predict(string file, string modelFile, bool quiet)
    {
        RouteModel? model;
        try
        {
            using var from = File.OpenRead(modelFile);
            model = RouteModel.Load(from);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return JsonLines.Fail("route predict", $"cannot read {modelFile}: {e.Message} Write one with route train FILE --model {modelFile}.");
        }
        if (model is null) return JsonLines.Fail("route predict", $"{modelFile}: another version made this model. Write it again with route train.");
        return JsonLines.Run("route predict", file, PredictShape, lines =>
        {
            using var output = JsonLines.Output();
            var messages = 0;
            foreach (var line in lines)
            {
                messages++;
                var suggestion = model.Predict(JsonLines.Text(line, "title"), JsonLines.Text(line, "body"));
                JsonLines.Write(output, w =>
                {
                    w.WritePropertyName("id");
                    w.WriteRawValue(JsonLines.Id(line));
                    w.WriteString("label", suggestion.Choices[0].Label);
                    w.WriteStartObject("scores");
                    foreach (var choice in suggestion.Choices) w.WriteNumber(choice.Label, Math.Round(choice.Chance, 4));
                    w.WriteEndObject();
                    w.WriteBoolean("unsure", suggestion.Unsure);
                    w.WriteStartArray("words");
                    foreach (var word in suggestion.Choices[0].Words) w.WriteStringValue(word);
                    w.WriteEndArray();
                });
            }
            JsonLines.Say(quiet, $"route predict: {messages} messages");
            return 0;
        });
    }
}
