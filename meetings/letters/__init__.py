"""紙の書類: the notice, the request to the head of an organisation and the reply slip, as a Word file to print or fax."""
