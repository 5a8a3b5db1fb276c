// A judge that answers at once, as JudgeEval's embedded one does: the grade follows from the length of the text.
module.exports = class LocalJudge {
  id() {
    return 'local-judge';
  }

  async callApi(prompt) {
    return { output: String(1 + (prompt.length % 5)), tokenUsage: { total: 0 } };
  }
};
