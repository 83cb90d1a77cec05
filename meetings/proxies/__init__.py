"""代理: somebody of the same organisation, with a pledge of their own, comes to an item in a member's place."""
