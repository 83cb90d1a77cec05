"""What templates may say that Django's own tags cannot: icons, dates as a Japanese office writes them, fields."""
