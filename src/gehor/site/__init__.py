"""The only place that knows everyone: settings, addresses, middleware, the demo."""
