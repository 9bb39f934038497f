"""How much the published figures say of the counts that NAV hides behind `*`."""
