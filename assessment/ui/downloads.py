"""The addresses of what can be taken along, where screens and routes meet."""

SCORECARD = "/download/scorecard.xlsx"
ANSWERS = "/download/answers.json"
NEW = "/new"
