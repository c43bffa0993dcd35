"""People, disk, network and clock: the only place where the parts are put together."""
