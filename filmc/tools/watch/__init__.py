"""`filmc watch`: what is watched, what a reading finds, what there is to say of it, the preview, and the loop."""
