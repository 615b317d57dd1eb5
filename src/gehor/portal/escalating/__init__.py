"""Who hears of promises that are not kept: the responsible manager, by mail, about each late promise by itself."""
