"""Opening the index that the settings name."""

from archive.settings import Settings
from indexing.search.document import document, page_document
from indexing.search.index import ActIndex

__all__ = ["document", "open_index", "page_document"]


def open_index(settings: Settings) -> ActIndex:
    """Elasticsearch at ``settings.search_url``, else tantivy in ``settings.search_dir``.

    Nothing is connected to or created before the first call on it.
    """
    # Either client alone costs a good part of a second to import: only the one in use is paid for.
    if settings.search_url is None:
        from indexing.search.tantivy_index import TantivyIndex

        return TantivyIndex(settings.search_dir)
    from indexing.search.elastic_index import ElasticIndex

    return ElasticIndex(
        settings.search_url,
        alias=settings.search_index,
        api_key=settings.search_api_key,
        ca_certs=settings.search_ca_certs,
        shards=settings.search_shards,
        replicas=settings.search_replicas,
    )
