"""The `st.App`: pages, data routes, assets and security headers."""
