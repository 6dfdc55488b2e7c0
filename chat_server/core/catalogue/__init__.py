"""What a shop's product data means: units, numbers, types of attributes, questions worth asking."""
