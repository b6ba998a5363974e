"""Getting in safely: login, second factor, throttles, the life of a session, and the screens of accounts."""
