"""The invitation kit of a session: poster, flyer, texts to say and to send, sheets for the table, channels used.

All of it is made from the one record of the session, in each language of the portal. What everybody may print never holds
the link to join, internal points or logistics: `content.py` is the only module that reads the session.
"""
