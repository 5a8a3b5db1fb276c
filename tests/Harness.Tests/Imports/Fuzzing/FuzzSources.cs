using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Fuzzing;

/// <summary>A source for every format, or several where it has several forms. Each has a letter beyond ASCII, so that other encodings are told apart.</summary>
internal static class FuzzSources
{
    private const string JudgeBench =
        """
        {"dataset": "Tales", "dataset_url": "https://example.org", "expert_annotator": "false", "annotations": [{"metric": "safety", "category": "categorical", "labels_list": ["No", "Yes"], "prompt": "Is it safé?"}], "instances": [
        {"id": 1, "instance": {"user_prompt": "hi", "response": "né"}, "annotations": {"safety": {"majority_human": "No", "individual_human_scores": ["No", "Yes", null]}}},
        {"id": 2, "instance": {"user_prompt": "ho", "response": "no"}, "annotations": {"safety": {"majority_human": "Yes", "individual_human_scores": ["Yes", "Yes", "No"]}}},
        {"id": 3, "instance": {"user_prompt": "ha", "response": "na"}, "annotations": {"safety": {"majority_human": "Yes", "individual_human_scores": ["Yes"]}}}
        ]}
        """;

    private const string Transcripts =
        """
        {"chosen":"\n\nHuman: é?\n\nAssistant: A pear.","rejected":"\n\nHuman: é?\n\nAssistant: No."}
        {"prompt":"q","chosen":"x","rejected":"y","score_chosen":8.5,"score_rejected":"4"}
        {"prompt":"q","chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"x"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"z"}]}
        {"prompt":"q","chosen":"x","rejected":"y"}
        """;

    public static ImmutableArray<FuzzSource> All { get; } =
    [
        new("csv", "t.csv", "item,annotator,label,context,response,gpt\nq1,ann,1,cé,r,2\nq1,bob,2,cé,r,2\nq2,ann,3,\"c, d\",r,\nq3,bob,1,c,r,1\n")
        {
            HeadLines = 1, Columns = new ImportColumns { Judge = ["gpt"] },
        },
        new("csv", "wide.csv", "item,ann,bob\nq1,é,no\nq2,no,\nq3,é,é\n") { HeadLines = 1 },
        new(
            "jsonl", "t.jsonl",
            """
            {"id":"q1","context":"é","response":"r","cluster":"k","tags":{"topic":"a"},"labels":{"ann":1,"bob":"2","cid":null},"judges":{"gpt":5}}
            {"id":"q2","response":"r2","labels":{"ann":3}}
            {"id":"q3","response":"r2","labels":{"ann":2,"bob":2}}
            """),
        new(
            "judgements", "log.jsonl",
            """
            {"item":"q1","context":"é","response":"r","tags":{"t":"a"},"annotator":"ann","label":"good","explanation":"x","at":"2024-01-01"}
            {"item":"q1","annotator":"bob","label":"bad"}
            {"item":"q1","judge":"gpt","label":"good","rationale":"y","score":0.5,"probabilities":{"good":0.9,"bad":0.1}}
            {"item":"q1","judge":"gpt","repeat":1,"failure":{"kind":"refused","detail":"no"}}
            {"item":"q2","response":"r2","annotator":"ann","label":"bad"}
            """),
        new(
            "llmbar", "items/Natural.json",
            """
            [
            {"input": "Say é", "output_1": "é", "output_2": "a", "label": 1},
            {"input": "Say b", "output_1": "a", "output_2": "b", "label": 2}
            ]
            """)
        {
            IsFolder = true, HeadLines = 1,
            Others = Files(("verdicts.csv", "subset,evaluator,strategy,item,label,winner_original_order,winner_swapped_order\nNatural,g,v,0,1,1,1\nNatural,g,v,1,2,2,x\n")),
        },
        new("llmbar", "verdicts.csv", "subset,evaluator,strategy,item,label,winner_original_order,winner_swapped_order\nNatural,gé,v,0,1,1,1\nNatural,gé,v,1,2,2,x\n")
        {
            IsFolder = true, HeadLines = 1,
            Others = Files(("items/Natural.json", """[{"input": "Say a", "output_1": "a", "output_2": "b", "label": 1}, {"input": "Say b", "output_1": "a", "output_2": "b", "label": 2}]""")),
        },
        new("llmjudge", "test_qrel.txt", "q1 0 d1 0\nq1 0 dé 3\nq2 0 d1 2\n") { IsFolder = true, Packs = false, Others = Files(("submissions/gpt.txt", "q1 0 d1 1\n")) },
        new("llmjudge", "submissions/gpt.txt", "q1 0 d1 1\nq1 0 dé 5\n") { IsFolder = true, Packs = false, Others = Files(("test_qrel.txt", "q1 0 d1 0\nq1 0 dé 3\nq2 0 d1 2\n")) },
        new("dices", "dices_990.json", JudgeBench) { HeadLines = 1 },
        new("judge-bench", "tales.json", JudgeBench) { HeadLines = 1 },
        new(
            "alttest", "human_annotations.json",
            """
            {
            "ann": {"i1": "yes", "i2": "né"},
            "bob": {"i2": "yes", "i3": null}
            }
            """)
        {
            IsFolder = true, HeadLines = 1, Others = Files(("llm_annotations.json", """{"gpt": {"i1": "yes", "i2": "perhaps"}}""")),
        },
        new("alttest", "llm_annotations.json", "{\n\"gpt\": {\"i1\": \"yes\", \"i2\": \"né\", \"i9\": \"no\"}\n}")
        {
            IsFolder = true, HeadLines = 1, Others = Files(("human_annotations.json", """{"ann": {"i1": 1, "i2": 2}, "bob": {"i2": 2, "i3": null}}""")),
        },
        new(
            "disagreement-prediction", "ghc.csv",
            "Text,Hate,HD,ID.1,Annotator,prob_positive\né,\"[0, 1, None]\",\"[0, 0, 1]\",43,\"[4, 15, 9]\",0.5\nc,\"[1]\",\"[0]\",7,\"[4]\",1\nd,\"[0]\",\"[0]\",8,\"[4]\",0\n") { HeadLines = 1 },
        new(
            "judging-the-judges", "x_HumanJudgement.csv",
            "model,response,question,references,benchmark,GPT-4,EM,HumanJudgement\nm1,é,one?,1,b,True,False,True\nm2,two,one?,,b,False,False,False\nm1,three,three?,,b,,,True\n") { HeadLines = 1 },
        new(
            "judgebench", "verdicts.csv",
            "response_model,judge_name,judge_model,pair_id,source,label,decision_game1,decision_game2_swapped\ngpt,p,jé,1,math,A>B,A>B,B>A\ngpt,p,jé,2,math,B>A,A=B,\ngpt,p,k,1,math,A>B,A>B,odd\n")
        {
            HeadLines = 1,
        },
        new(
            "popquorn", "results.tsv",
            "idx\tinstance_id\ttext\tlabel\tman_score\twoman_score\tblack_score\tm_base\tm_asian\n0\ti1\té\t2.5\t2\t3\t\t2\t1\n1\ti2\tb\t1\t1\t1\t1\t\t1\n2\ti3\tc\t4\t\t4\t\t5\t\n") { HeadLines = 1 },
        new(
            "alpaca-eval", "judge_preferences.csv",
            "judge,model,instruction_sha1_10,len_output_1,len_output_2,preference\nhumé,m1,abc,10,12,2\nhumé,m1,abd,11,9,1\ngpt,m1,abc,10,12,1.5\ngpt,m1,abd,11,9,\n")
        {
            HeadLines = 1, Columns = new ImportColumns { Human = ["humé"] },
        },
        new("hh-rlhf", "train.jsonl", Transcripts),
        new("hh-rlhf", "train.json", "[\n" + Transcripts.Replace("}\n{", "},\n{", StringComparison.Ordinal) + "\n]") { HeadLines = 1 },
        new(
            "prism", "conversations.jsonl",
            """
            {"conversation_id":"c0","user_id":"u0","conversation_type":"unguided","conversation_history":[{"turn":0,"role":"user","content":"é"},{"turn":0,"role":"model","content":"one","model_name":"m","score":10,"if_chosen":false,"within_turn_id":0},{"turn":0,"role":"model","content":"two","model_name":"m2","score":90,"if_chosen":true,"within_turn_id":1}]}
            {"conversation_id":"c1","user_id":"u1","conversation_type":"","conversation_history":[{"turn":0,"role":"user","content":"b"},{"turn":0,"role":"model","content":"x","score":1,"if_chosen":true,"within_turn_id":0}]}
            """)
        {
            IsFolder = true, Others = Files(("survey.jsonl", """{"user_id":"u0","age":"25-34","religion":{"simplified":"None"}}""")),
        },
        new("prism", "survey.jsonl", """{"user_id":"u0","age":"é","religion":{"simplified":"None"},"location":{"birth_country":"Chile"},"included_in_UK_REP":true}""" + "\n" + """{"user_id":"u9"}""")
        {
            IsFolder = true,
            Others = Files(("conversations.jsonl", """{"conversation_id":"c1","user_id":"u0","conversation_history":[{"turn":0,"role":"user","content":"b"},{"turn":0,"role":"model","content":"x","score":1,"if_chosen":true,"within_turn_id":0}]}""")),
        },
        new(
            "prism", "utterances.jsonl",
            """
            {"utterance_id":"ut0","conversation_id":"c0","user_id":"u0","turn":0,"within_turn_id":0,"conversation_type":"unguided","user_prompt":"é","model_response":"one","model_name":"m1","score":10,"if_chosen":false}
            {"utterance_id":"ut1","conversation_id":"c0","user_id":"u0","turn":0,"within_turn_id":1,"conversation_type":"unguided","user_prompt":"é","model_response":"two","model_name":"m2","score":90,"if_chosen":true}
            """),
        new(
            "label-studio", "project.json",
            """
            [
            {"id":1,"data":{"prompt":"é","response":"R1"},"annotations":[{"id":11,"completed_by":{"id":7,"email":"ana"},"was_cancelled":false,"updated_at":"2024-05-01","result":[{"from_name":"quality","type":"rating","value":{"rating":4}},{"from_name":"tone","type":"choices","value":{"choices":["kind"]}},{"from_name":"why","type":"textarea","value":{"text":["x"]}}]}],"predictions":[{"model_version":"gpt","result":[{"from_name":"quality","type":"rating","value":{"rating":3}}]}]},
            {"id":2,"data":{"prompt":"Q2","response":"R2"},"annotations":[{"completed_by":8,"result":[{"from_name":"quality","type":"number","value":{"number":1}},{"from_name":"tone","type":"taxonomy","value":{"taxonomy":[["a","b"]]}}]}],"drafts":[{}]},
            {"id":3,"data":{"prompt":"Q3","response":"R3"},"annotations":[]}
            ]
            """) { HeadLines = 1 },
        new(
            "label-studio", "pairs.json",
            """
            [
            {"id":1,"data":{"q":"é","text1":"R1","text2":"R2"},"annotations":[{"completed_by":8,"result":[{"from_name":"pw","type":"pairwise","value":{"selected":"left"}}]}]}
            ]
            """) { HeadLines = 1 },
        new(
            "label-studio", "min.json",
            """
            [
            {"id":1,"response":"é","quality":[{"rating":4}],"annotator":3,"created_at":"2024-01-01"},
            {"id":2,"response":"R2","quality":2,"annotator":{"email":"a"}}
            ]
            """) { HeadLines = 1, Columns = new ImportColumns { Label = "quality" } },
        new("label-studio", "t.csv", "text,id,tone,annotator,updated_at\né,1,kind,a@b.org,\ny,2,rude,a@b.org,\n") { HeadLines = 1, Columns = new ImportColumns { Label = "tone" } },
        new(
            "argilla", "records.json",
            """
            [
            {"id":"a","fields":{"prompt":"é","response":"R"},"suggestions":{"tone":{"value":"good","score":0.9,"agent":"gpt"}},"responses":{"tone":[{"value":"good","user_id":"ana"},{"value":"bad","user_id":"ben","status":"submitted"}]}},
            {"id":"b","fields":{"prompt":"P2","response":"R2"},"responses":{"tone":[{"value":"good","user_id":"ana"},{"value":"bad","user_id":"ben","status":"discarded"}]}}
            ]
            """) { HeadLines = 1 },
        new(
            "argilla", "hub.jsonl",
            """
            {"id":"a","prompt":"é","response":"R","tone.responses":["good","bad"],"tone.responses.users":["ana","ben"],"tone.responses.status":["submitted","submitted"],"tone.suggestion":"good","tone.suggestion.agent":"gpt"}
            {"id":"b","prompt":"P2","response":"R2","tone.responses":["good","bad"],"tone.responses.users":["ana","ben"],"tone.responses.status":["submitted","draft"],"tone.suggestion":null}
            """),
        new(
            "argilla", "feedback.jsonl",
            """
            {"external_id":"a","fields":{"prompt":"é","response":"R"},"responses":[{"user_id":"ana","status":"submitted","values":{"tone":{"value":"good"}}},{"user_id":"ben","status":"draft","values":{"tone":{"value":"bad"}}}],"suggestions":[{"question_name":"tone","value":"good","agent":"gpt"}]}
            {"external_id":"b","fields":{"prompt":"e","response":"R"},"responses":[{"user_id":"ana","status":"submitted","values":{"tone":{"value":"bad"}}}]}
            """),
        new(
            "argilla", "lists.jsonl",
            """
            {"id":"a","prompt":"é","response":"R","tone":[{"user_id":"ana","value":"good","status":"submitted"}],"tone-suggestion":"good","tone-suggestion-metadata":{"agent":"gpt"}}
            {"id":"b","prompt":"P","response":"R","tone":{"user_id":["ana","ben"],"value":["good","bad"],"status":["submitted","discarded"]}}
            {"id":"c","prompt":"P","response":"R","tone":[{"user_id":"ana","value":"bad"}]}
            """),
        new(
            "argilla", "text.jsonl",
            """
            {"id":"a","text":"é","annotation":"good","annotation_agent":"ana","status":"Validated","prediction":[["bad",0.2],["good",0.8]],"prediction_agent":"model"}
            {"id":"b","text":"U","annotation":"bad","annotation_agent":"ana","prediction":[{"label":"bad","score":0.6}]}
            """),
        new(
            "promptfoo", "results.json",
            """
            {"evalId":"e","results":{"version":3,"results":[
            {"id":"r1","testIdx":0,"provider":{"id":"x"},"prompt":{"raw":"é"},"response":{"output":"hi"},"gradingResult":{"pass":false,"score":0,"comment":"c","componentResults":[{"pass":true,"score":0.8,"reason":"f","assertion":{"type":"llm-rubric"}},{"pass":true,"score":1,"assertion":{"type":"contains"}},{"pass":false,"score":0,"assertion":{"type":"human"}}]}},
            {"id":"r2","testIdx":1,"provider":"y","prompt":{"raw":"e"},"response":{"output":{"t":1}},"gradingResult":{"pass":true,"score":1,"componentResults":[{"pass":false,"score":0,"reason":"No output","assertion":{"type":"g-eval","metric":"m"}},{"pass":true,"score":0.5,"assertion":{"type":"human"}}]}}
            ]}}
            """) { HeadLines = 1 },
        new(
            "promptfoo", "table.json",
            """
            {"version":2,"results":[],"table":{"body":[
            {"outputs":[{"text":"é","prompt":"P","pass":false,"gradingResult":{"componentResults":[{"pass":false,"score":0,"assertion":{"type":"human"}}]}}]},
            {"outputs":[{"text":"q","prompt":"P","pass":true,"gradingResult":{"componentResults":[{"pass":true,"score":1,"assertion":{"type":"human"}}]}}]}
            ]}}
            """) { HeadLines = 1 },
        new(
            "deepeval", "run.json",
            """
            {"testRunData":{"testCases":[
            {"name":"a","input":"é","actualOutput":"A","expectedOutput":"E","retrievalContext":["d1"],"metricsData":[{"name":"m","success":true,"score":0.7,"reason":"r"},{"name":"n","success":false,"score":null,"error":"e"}],"metadata":{"label":{"ana":"pass","ben":"fail"}}},
            {"name":"b","input":"Q2","actualOutput":"A2","metricsData":[],"additionalMetadata":{"label":true},"trace":{"annotations":[{"rating":1,"type":"THUMBS_RATING","userId":"ana","explanation":"x"}]}},
            {"name":"c","turns":[{"role":"user","content":"x"}],"scenario":"S","metadata":{"label":"fail"}}
            ]}}
            """) { HeadLines = 1 },
        new(
            "langfuse", "scores.json",
            """
            {"data":[
            {"id":"s1","traceId":"t1","observationId":null,"name":"helpful","value":1,"stringValue":"True","dataType":"BOOLEAN","source":"ANNOTATION","authorUserId":"ana","comment":"é","timestamp":"2024-05-02T00:00:00Z"},
            {"id":"s3","traceId":"t2","observationId":"o1","name":"helpful","value":0,"dataType":"BOOLEAN","source":"ANNOTATION","authorUserId":"ben"},
            {"id":"s4","traceId":"t1","name":"judge","value":1,"dataType":"BOOLEAN","source":"EVAL","comment":"because"},
            {"id":"s6","traceId":"t1","name":"length","value":12,"dataType":"NUMERIC","source":"EVAL"}
            ]}
            """) { HeadLines = 1 },
        new("langfuse", "scores.csv", "id,traceId,name,value,stringValue,dataType,source,authorUserId\n1,t1,é,2,good,CATEGORICAL,ANNOTATION,ana\n2,t2,é,1,bad,CATEGORICAL,ANNOTATION,ben\n3,t2,é,1,bad,CATEGORICAL,EVAL,\n")
        {
            HeadLines = 1,
        },
    ];

    private static ImmutableSortedDictionary<string, string> Files(params (string Name, string Text)[] files) =>
        files.ToImmutableSortedDictionary(f => f.Name, f => f.Text, StringComparer.Ordinal);
}
