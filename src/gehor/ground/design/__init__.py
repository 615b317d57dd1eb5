"""One calm look for every page: bases, components, colours, type, signs. Read docs/design.md first."""
