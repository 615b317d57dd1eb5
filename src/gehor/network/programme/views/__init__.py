"""Pages of the host (calling), of applicants (own), of those with accounts (tenant), and of everybody (public)."""
