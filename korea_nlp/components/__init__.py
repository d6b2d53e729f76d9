"""The pipeline's components, one a module; none imports another."""
