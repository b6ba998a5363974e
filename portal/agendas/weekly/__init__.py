"""The weekly agenda as a published thing: drafts, checks, sign-off, frozen editions, what changed since, mail."""
