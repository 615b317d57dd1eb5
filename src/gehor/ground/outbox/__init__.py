"""The demo's post office: messages are kept in a table and can be read at /outbox/, in demo mode only."""
