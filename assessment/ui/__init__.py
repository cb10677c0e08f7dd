"""What people see: the only place that knows Streamlit, Plotly and the web."""
