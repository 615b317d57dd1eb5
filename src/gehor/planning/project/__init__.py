"""The rest of the project plan: everything that the river does not need in order to flow, and a good dialogue does."""
