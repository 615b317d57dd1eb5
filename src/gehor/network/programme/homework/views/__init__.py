"""Pages of the host (hosting), of members behind their link (own), of a tenant (tenant), and of everybody (public)."""
