"""The work itself: records, rules, storage and figures, without a window and without paper."""
