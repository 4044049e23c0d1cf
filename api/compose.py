"""The composition root: the one place that builds objects, from settings to an open application.

The imports inside its functions are heavy (LangChain for reading, the document libraries for writing), and a
command needs only one of the two.
"""

from typing import TYPE_CHECKING

from api.application import Application
from api.lazy_embedder import LazyEmbedder
from api.settings import Settings
from vectorstore.embeddings import BUNDLED, open_embedder
from vectorstore.embeddings.bundled import MODEL_ID
from vectorstore.embeddings.question_cache import QuestionCache
from vectorstore.index import Index

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from ingest.job import Ingestor
    from vectorstore.retriever import HybridRetriever


def open_application(settings: Settings, *, create: bool) -> Application:
    """The application on the data dir of `settings`, whose ownership the caller holds.

    Raises NoIndexError when there is no index and `create` is false.
    """
    model = settings.embedding_model
    embedder = LazyEmbedder(
        lambda: QuestionCache(open_embedder(model, settings.model_dir)),
        MODEL_ID if model == BUNDLED else None,
    )
    index = Index.open(
        settings.data_dir,
        embedder=embedder,
        database_url=settings.database_url,
        chroma_url=settings.chroma_url,
        create=create,
    )

    def retriever() -> "HybridRetriever":
        from vectorstore.retriever import HybridRetriever

        return HybridRetriever(index=index)

    def settle(home_province: str | None) -> "Assistant":
        from assistant.chain import Assistant

        return Assistant(index.catalog, application.retriever, home_province=home_province)

    def ingestor() -> "Ingestor":
        from ingest.job import Ingestor

        return Ingestor(index)

    application = Application(
        settings, index=index, embedder=embedder, retriever=retriever, settle=settle, ingestor=ingestor
    )
    return application
