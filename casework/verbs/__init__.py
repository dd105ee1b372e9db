"""What users do to a case file: one file a subject, each verb one action and one undo step."""
