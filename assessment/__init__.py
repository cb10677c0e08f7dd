"""Customer-strategy assessment: questionnaires as data, exact scores, verdicts in words."""
