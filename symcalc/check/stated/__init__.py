"""Lines that follow from equations which the page states above them."""
