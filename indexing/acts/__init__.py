"""Acts put together: fields decoded beside their relatives, numbers in order."""
