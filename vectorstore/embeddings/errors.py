"""What can go wrong with an embedding model."""


class EmbeddingError(Exception):
    """Root of this room's tree of embedding errors."""


class EmbeddingModelError(EmbeddingError):
    """A model cannot be loaded; `model` names it, `reason` says why, `remedy` what to do about it."""

    def __init__(self, model: str, reason: str, remedy: str) -> None:
        super().__init__(f"embedding model {model!r} cannot be loaded: {reason}. {remedy}")
        self.model = model
        self.reason = reason
        self.remedy = remedy


class EngineUnavailableError(EmbeddingError):
    """An inference engine is not installed or does not run on this machine; another one may."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(f"{engine} cannot be used here: {reason}")
        self.engine = engine
        self.reason = reason
