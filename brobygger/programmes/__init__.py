"""What a programme has decided, as data with a from-date: criteria, offence codes, policy, scripts, consents."""
