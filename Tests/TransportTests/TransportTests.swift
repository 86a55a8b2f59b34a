// Filled by the module's tests.
