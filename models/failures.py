"""What can go wrong with a model's files: one small family; the docstring is the message."""


class ModelError(Exception):
    """A model cannot be used."""


class ModelMissingError(ModelError):
    """A model's files are not where they should be."""


class ModelDamagedError(ModelError):
    """A model's files do not have the checksums that were recorded when they were made."""


class ModelOutdatedError(ModelDamagedError):
    """A model was trained for another version of the taxonomy than the installed one."""
