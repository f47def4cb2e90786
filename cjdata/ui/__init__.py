"""The only room that knows Streamlit: the store held open, cached reads, addresses, the frame."""
