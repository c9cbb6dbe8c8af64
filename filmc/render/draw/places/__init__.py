"""Settings: each kind of place as a stack of layers, painted with one camera and one light."""
