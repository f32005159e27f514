// Sphinx's own scores, but for one thing: of a unit's pages that match alike, the lesson comes first.
var Scorer = {
  score: ([docname, title, anchor, descr, score]) => score + (docname.endsWith("/lesson") ? 1 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
