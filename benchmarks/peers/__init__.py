"""What our figures are set beside: small, plain Streamlit apps."""
