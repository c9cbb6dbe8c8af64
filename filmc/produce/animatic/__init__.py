"""The scratch makers of sound, free and offline: voices, music, effects. Same request, same bytes."""
