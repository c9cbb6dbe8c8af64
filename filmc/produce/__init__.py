"""Jobs → takes. The only network and the only spending; the free scratch makers live in `animatic/`."""
