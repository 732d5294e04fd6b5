"""Any image file to upright sRGB pixels, or one clear error."""
