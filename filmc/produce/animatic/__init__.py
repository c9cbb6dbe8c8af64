"""The free makers of scratch sound: speech, music and effects for the animatic, synthesised here, offline."""
