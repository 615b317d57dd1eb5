"""A text is heard paragraph by paragraph: a plan or policy on its way, in one or several versions. See README.md."""
