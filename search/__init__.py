"""Finding: documents, queries, analysis and engines. Knows nothing of the portal; its one entrance is search.api."""
