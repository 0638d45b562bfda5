"""The widgets: they show what the view models hold and pass on what the user does. No logic worth a unit test lives here."""
