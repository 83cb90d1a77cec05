"""当日の出欠: who was there at each item, from when to when, and who came in whose place."""
