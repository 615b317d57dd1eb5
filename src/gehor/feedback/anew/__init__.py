"""A decision has been changed after the answers went out: those whom it concerns are answered anew."""
