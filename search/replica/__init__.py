"""The replica: all documents once more in an Elasticsearch cluster that may die; the database stays the truth."""
