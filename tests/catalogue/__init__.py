"""What a shop's product data means."""
